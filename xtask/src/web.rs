//! Builds the page: its WASM programs, their glue, and the static files, in `dist/web`.

use crate::setup;
use crate::shell::{self, command, root, say};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

/// Builds what is handed out.
pub fn run() -> Result<(), String> {
    build("wasm")
}

/// Builds it large and slow, but soon, while it is being changed.
pub fn quick() -> Result<(), String> {
    build("wasm-quick")
}

fn build(profile: &str) -> Result<(), String> {
    setup::run()?;
    let target = ["--target", "wasm32-unknown-unknown", "--profile", profile];
    shell::run(
        command("cargo", &["build", "--package", "diptych-web", "--package", "diptych-web-deep", "--bins", "--locked"])
            .args(target),
    )?;
    let dist = root().join("dist/web");
    let io = |what: &str, e: std::io::Error| format!("{what}: {e}");
    if dist.exists() {
        fs::remove_dir_all(&dist).map_err(|e| io("dist/web could not be emptied", e))?;
    }
    fs::create_dir_all(&dist).map_err(|e| io("dist/web could not be made", e))?;
    for name in ["page", "worker", "reader", "deep"] {
        let built = target_folder().join(format!("wasm32-unknown-unknown/{profile}/{name}.wasm"));
        let bind = || {
            let mut bindgen = Bindgen::new();
            bindgen.input_path(&built).typescript(false).web(true)?.generate(&dist)
        };
        bind().map_err(|e| format!("wasm-bindgen on {}: {e:#}", built.display()))?;
        if profile == "wasm" {
            let wasm = format!("{}/{name}_bg.wasm", dist.display());
            shell::run(&mut command("web/node_modules/.bin/wasm-opt", &[level(name), &wasm, "-o", &wasm]))?;
        }
        if name != "page" {
            start(&dist, name)?;
        }
    }
    let files = fs::read_dir(root().join("web/static")).map_err(|e| io("web/static", e))?;
    for file in files {
        let file = file.map_err(|e| io("web/static", e))?;
        fs::copy(file.path(), dist.join(file.file_name())).map_err(|e| io("a static file could not be copied", e))?;
    }
    gallery(&dist.join("gallery"))?;
    service_worker(&dist)?;
    fs::copy(root().join("models/deep.bin"), dist.join("deep.bin")).map_err(|e| io("models/deep.bin", e))?;
    if profile == "wasm" { sizes(&dist) } else { Ok(()) }
}

/// Small first, but for the deep engine's arithmetic, which a reader waits for.
fn level(name: &str) -> &'static str {
    if name == "deep" { "-O2" } else { "-Oz" }
}

/// The script that starts a worker's program: it knows how long the program is.
fn start(dist: &Path, name: &str) -> Result<(), String> {
    let failed = |e: std::io::Error| format!("{name}_bg.wasm: {e}");
    let bytes = fs::metadata(dist.join(format!("{name}_bg.wasm"))).map_err(failed)?.len();
    let script = format!(
        "import init from \"./{name}.js\";\nimport {{ start }} from \"./start.js\";\n\nstart(\"{name}\", init, {bytes});\n"
    );
    fs::write(dist.join(format!("{name}-start.js")), script).map_err(failed)
}

/// The script that keeps the page for use without a network: the files that are in the folder so far, but for the deep
/// engine's, which not everybody needs, and a version that is another whenever one of them is.
fn service_worker(dist: &Path) -> Result<(), String> {
    let io = |e: std::io::Error| format!("service-worker.js: {e}");
    let mut names = Vec::new();
    for folder in [dist.to_path_buf(), dist.join("gallery")] {
        for entry in fs::read_dir(&folder).map_err(io)? {
            let path = entry.map_err(io)?.path();
            let name = path.strip_prefix(dist).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            if path.is_file() && !name.starts_with("deep") {
                names.push(name);
            }
        }
    }
    names.sort();
    let mut hash = Sha256::new();
    for name in &names {
        hash.update(name);
        hash.update(Sha256::digest(fs::read(dist.join(name)).map_err(io)?));
    }
    // The deep engine's program is kept when it is fetched: a new one is a new version too.
    hash.update(fs::read(dist.join("deep_bg.wasm")).map_err(io)?);
    let version: String = hash.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect();
    // The page itself is asked for by its folder.
    let files: Vec<&str> = std::iter::once("./").chain(names.iter().map(String::as_str)).collect();
    let script = fs::read_to_string(root().join("web/service-worker.js")).map_err(io)?;
    let script = script.replace("{version}", &version).replace("{files}", &json!(files).to_string());
    fs::write(dist.join("service-worker.js"), script).map_err(io)
}

/// Cases of the corpus that the page shows as examples: of every length, in three languages, with two accounts and three.
const GALLERY: [&str; 12] = [
    "call-birthday-leaders",
    "policing-arcade-stop",
    "strike-tram-night",
    "council-brindle-plots",
    "derail-corran-cutting",
    "breach-tessera-pay",
    "border-hollin-ford",
    "call-lisse-narrows",
    "naval-lantern-shoal",
    "protest-birch-grove",
    "trade-timber-round",
    "health-southern-halcyon",
];

/// Each case of the gallery as the one file that the page opens, and an index of them.
fn gallery(folder: &Path) -> Result<(), String> {
    let io = |path: &Path, e: std::io::Error| format!("{}: {e}", path.display());
    fs::create_dir_all(folder).map_err(|e| io(folder, e))?;
    let read = |path: &Path| fs::read_to_string(path).map_err(|e| io(path, e));
    let write = |name: &str, value: &Value| {
        let path = folder.join(format!("{name}.json"));
        fs::write(&path, value.to_string()).map_err(|e| io(&path, e))
    };
    let mut index = Vec::new();
    for name in GALLERY {
        let case = root().join("corpus/cases").join(name);
        let file = case.join("case.json");
        let odd = |e: serde_json::Error| format!("{}: {e}", file.display());
        let mut value: Value = serde_json::from_str(&read(&file)?).map_err(odd)?;
        let mut langs: Vec<Value> = Vec::new();
        for account in value["accounts"].as_array_mut().into_iter().flatten() {
            let text = read(&case.join(account["file"].as_str().unwrap_or_default()))?;
            account["text"] = text.into();
            langs.push(account["lang"].clone());
        }
        index.push(json!({"id": name, "title": value["title"], "langs": langs}));
        write(name, &value)?;
    }
    write("index", &Value::Array(index))
}

/// Where Cargo builds.
pub fn target_folder() -> std::path::PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// Tells each file's size, as it is and in Brotli, as a server would send it.
fn sizes(dist: &Path) -> Result<(), String> {
    let mut names: Vec<_> = fs::read_dir(dist).map_err(|e| e.to_string())?.flatten().map(|f| f.path()).collect();
    // The model's weights do not get shorter, and would take minutes to try.
    names.retain(|p| p.is_file() && p.extension().is_some_and(|e| e != "bin"));
    names.sort();
    for path in names {
        let bytes = fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let mut packed = Vec::new();
        brotli::BrotliCompress(&mut bytes.as_slice(), &mut packed, &brotli::enc::BrotliEncoderParams::default())
            .map_err(|e| e.to_string())?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        say(&format!("  {name:20} {:>8} bytes, {:>8} in Brotli", bytes.len(), packed.len()));
    }
    Ok(())
}
