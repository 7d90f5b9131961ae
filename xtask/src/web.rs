//! Builds the page: two WASM programs, their glue, and the static files, in `dist/web`.

use crate::setup;
use crate::shell::{self, command, root, say};
use serde_json::{Value, json};
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
    shell::run(command("cargo", &["build", "--package", "diptych-web", "--bins"]).args(target))?;
    let dist = root().join("dist/web");
    let io = |what: &str, e: std::io::Error| format!("{what}: {e}");
    if dist.exists() {
        fs::remove_dir_all(&dist).map_err(|e| io("dist/web could not be emptied", e))?;
    }
    fs::create_dir_all(&dist).map_err(|e| io("dist/web could not be made", e))?;
    for name in ["page", "worker"] {
        let built = target_folder().join(format!("wasm32-unknown-unknown/{profile}/{name}.wasm"));
        let bind = || {
            let mut bindgen = Bindgen::new();
            bindgen.input_path(&built).typescript(false).web(true)?.generate(&dist)
        };
        bind().map_err(|e| format!("wasm-bindgen on {}: {e:#}", built.display()))?;
        if profile == "wasm" {
            let wasm = format!("{}/{name}_bg.wasm", dist.display());
            shell::run(&mut command("web/node_modules/.bin/wasm-opt", &["-Oz", &wasm, "-o", &wasm]))?;
        }
    }
    let files = fs::read_dir(root().join("web/static")).map_err(|e| io("web/static", e))?;
    for file in files {
        let file = file.map_err(|e| io("web/static", e))?;
        fs::copy(file.path(), dist.join(file.file_name())).map_err(|e| io("a static file could not be copied", e))?;
    }
    gallery(&dist.join("gallery"))?;
    if profile == "wasm" { sizes(&dist) } else { Ok(()) }
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
    names.retain(|p| p.is_file());
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
