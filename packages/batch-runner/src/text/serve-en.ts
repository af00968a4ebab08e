/** What `millrace serve` says. */
export const serveEn = {
  help: 'show the months of a database in a browser on this machine; it only reads, unless it is allowed more',
  port: 'the port on this machine (default: 4180); 0 takes any that is free',
  allow: 'what it may do beside reading, where the database allows it too: close, publish, or both with a comma',
  proxy:
    'the address of a proxy on this machine that signs people in and hands on their requests, as https://cost.example.com; it shows who it is by the secret in MILLRACE_PROXY_SECRET',
  userHeader: 'the header in which the proxy says who is signed in, as x-forwarded-user',
  listens: (address: string) => `the console is at ${address}`,
  once: 'the address is good for one browser, once; nobody else on the network can reach it',
  stop: 'stop it with Ctrl+C',
};
