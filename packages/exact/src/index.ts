export { apportion } from './apportion.js';
export { Decimal } from './decimal.js';
export { type FixedFault, faultOf, LARGEST, NotFixedPoint, parseFixed, printFixed, readFixed } from './fixed.js';
export * from './fraction.js';
export { fractionFaultOf, parseFraction, printFraction } from './fraction-text.js';
export { GrowingArray } from './growing-array.js';
export { BrokenInvariant, invariant } from './invariant.js';
export { divRound, mulDivRound, Overflow, roundUnlessInDoubt, safe } from './mul-div-round.js';
export * from './units.js';
