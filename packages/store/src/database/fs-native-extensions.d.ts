declare module 'fs-native-extensions' {
  /** Locks an open file for this process alone (fcntl's open file description locks, LockFileEx); false where another has it. */
  export function tryLock(descriptor: number): boolean;
}
