import { afterAll } from 'vitest';
import { removeLeftovers } from './leftovers.js';

// A setup file: it runs again before each file of tests.
afterAll(removeLeftovers);
