// Compiles Python sources to byte code with the Python that will run it: node compile.mjs FROM TO.

import { writeFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const [from, to] = process.argv.slice(2);
const python = await loadPyodide({ env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" } });
python.FS.mkdir("/sources");
python.FS.mount(python.FS.filesystems.NODEFS, { root: from }, "/sources");
const packed = python.runPython(`
import io, marshal, pathlib, zipfile, importlib.util, _imp
root = pathlib.Path("/sources")
buffer = io.BytesIO()
with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        name, content = str(path.relative_to(root)), path.read_bytes()
        if path.suffix == ".py":
            code = compile(content, "/packages/" + name, "exec", dont_inherit=True, optimize=0)
            # Without a source beside it, and so with flags and a hash of 0: see PEP 552.
            name += "c"
            content = importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(code)
        archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
buffer.getvalue()
`);
writeFileSync(to, packed.toJs());
process.exit(0);
