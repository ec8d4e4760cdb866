// Tries to end the whole bench by code that is nested so deep that the parser which looks at
// its imports runs out of stack: the test puts a million parentheses where TOWER stands.
// Has to: be refused before it runs, alone.
/* TOWER */
export default {};
