import { Database, closeOnTrial, closeInDatabase, Steps } from '@millrace/store';
import { defaultPolicy } from '@millrace/costing-core';
const d = await Database.open(process.env.DATABASE_URL, 'mem');
const mb = (n) => (n/1e6).toFixed(0);
const show = (s) => { const m = process.memoryUsage(); console.log(s.padEnd(34), 'rss', mb(m.rss), 'heap', mb(m.heapUsed), 'ab', mb(m.arrayBuffers)); };
globalThis.__show = show;
const disp = { began(){}, advanced(){}, ended({step}) { global.gc(); show(step); }, finished(){} };
await closeInDatabase(d, 'L1', '2026-09', defaultPolicy, new Steps(disp));
show('end'); await d.close();
