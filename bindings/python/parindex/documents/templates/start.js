// Compiles the engine beside the reading of the page; Uint8Array.from with a function takes twenty times as long.
globalThis.compiling = (async () => {
  const letters = atob(document.getElementById("engine").textContent);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; ++at) bytes[at] = letters.charCodeAt(at);
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compileStreaming(new Response(unpacked, { headers: { "content-type": "application/wasm" } }));
})();
compiling.catch(() => {}); // the form says it
