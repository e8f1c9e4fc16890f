import { afterAll, afterEach } from 'vitest';
import { putAway } from './left-behind.js';

// Runs before each file, unlike what files share.
afterEach(() => putAway('test'));
afterAll(() => putAway('file'));
