#!/usr/bin/env node
// Old versions of Node fail on the syntax of what follows with a message that helps nobody.
if (Number(process.versions.node.split('.')[0]) < 22) {
  console.error(`millrace needs Node 22.18 or later; this is ${process.version}. Run it through npm: npx millrace`);
  process.exit(3);
}
await import('../dist/main.js');
