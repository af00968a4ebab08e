/** What `millrace serve` says. */
export const serveEn = {
  help: 'show the months of a database in a browser on this machine; it only reads',
  port: 'the port on this machine (default: 4180); 0 takes any that is free',
  listens: (address: string) => `the console is at ${address}`,
  once: 'the address is good for one browser, once; nobody else on the network can reach it',
  stop: 'stop it with Ctrl+C',
};
