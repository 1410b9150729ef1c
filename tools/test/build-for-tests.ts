import { buildAll, buildGuest } from '../start/builds';

// What the end-to-end tests drive is what a person would start.
await buildAll();
await buildGuest();
