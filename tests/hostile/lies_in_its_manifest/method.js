// permafrost/plugin@1 {"bench":"0.1.0","citation":"none","code":"0000000000000000000000000000000000000000000000000000000000000000","contract":1,"deno":"2.9.6","domains":{"max":255,"min":1},"id":"markov_improved","licence":"MIT","name":"@you/markov-improved","needs":[],"schema":"permafrost/plugin@1","title":"Markov","variant":"original","version":"1.0.0"}
// Tries to be taken for another method: the manifest in its first line is of other code.
// Has to: be refused before it runs, with both hashes.
export default {};
