import { closeAndCompare, type Outcome } from './close.ts';
import { isExplained, linesOf } from './print.ts';
import { startServer } from './server.ts';
import { DEBIAN_PACKAGES, databaseOf, fillTryton, hasTryton, query } from './tryton.ts';

const NAME = 'millrace_example_tryton';
const CLOSED = `${NAME}_closed`;

process.exitCode = await main(process.argv[2]);

/** Exit code 0: every month is proved, and every cent has a cause; 1: not so; 2: Tryton or a server is missing. */
async function main(given: string | undefined): Promise<number> {
  if (!hasTryton()) {
    console.error(`Tryton is not installed: apt-get install ${DEBIAN_PACKAGES}`);
    return 2;
  }
  const own = given === undefined ? await startServer() : undefined;
  const server = given ?? own?.address;
  if (server === undefined) {
    console.error('No Postgres server is installed: apt-get install postgresql, or give the address of one.');
    return 2;
  }
  try {
    const outcome = await onServer(server);
    for (const line of linesOf(outcome)) console.log(line);
    return isExplained(outcome) ? 0 : 1;
  } finally {
    await own?.stop();
  }
}

async function onServer(server: string): Promise<Outcome> {
  const say = (line: string) => console.error(line);
  say('setting Tryton up and filling it, which takes a minute');
  const tryton = await fillTryton(server, NAME);
  const database = databaseOf(server, CLOSED);
  try {
    await query(server, `drop database if exists ${CLOSED} with (force)`);
    await query(server, `create database ${CLOSED}`);
    return await closeAndCompare(tryton, database, say);
  } finally {
    await query(server, `drop database if exists ${CLOSED} with (force)`);
    await tryton.remove();
  }
}
