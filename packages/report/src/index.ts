export * from './figures.js';
export { type Bilingual, say } from './page/say.js';
export { renderReport } from './render-report.js';
