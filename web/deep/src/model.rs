//! The model: fetched from beside the page with its progress told, held against the hash that this program was built with,
//! and kept in the browser's cache storage where there is one (it needs HTTPS, or this very machine).

use diptych_deep::Deep;
use diptych_web::browser::{describe, has};
use diptych_web::progress::{Progress, Share};
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, ReadableStreamDefaultReader, Response, WorkerGlobalScope};

/// The file, its SHA-256 and its size in bytes.
const FILE: &str = "deep.bin";
const SHA256: &str = "c75d53058c09976cc4a4d837e5cdcf6e08b2f433c864402e1f4e309c926714cd";
const BYTES: u64 = 36_346_505;

/// Where it is kept.
const KEPT: &str = "diptych-model";

/// The engine with its model.
///
/// # Errors
/// The model can't be fetched, or is another than this program's.
pub async fn load(tell: fn(Progress)) -> Result<Deep, String> {
    // Another name for another model, so that no cache on the way gives an old one.
    let address = format!("{FILE}?{}", &SHA256[..16]);
    let cache = cache().await;
    if let Some(cache) = &cache {
        if let Some(bytes) = kept(cache, &address).await {
            tell(Progress::Loading);
            // One that was damaged where it is kept is fetched again.
            if let Ok(deep) = checked(&bytes) {
                return Ok(deep);
            }
        }
        forget_all(cache).await;
    }
    let bytes = fetched(&address, tell).await.map_err(|e| {
        format!("the deep engine's model could not be fetched ({e}); try again, or use the light engine")
    })?;
    tell(Progress::Loading);
    let deep = checked(&bytes)?;
    if let Some(cache) = &cache {
        keep(cache, &address, &bytes).await;
    }
    Ok(deep)
}

fn checked(bytes: &[u8]) -> Result<Deep, String> {
    let deep = Deep::from_bytes(bytes).map_err(|e| e.to_string())?;
    if deep.sha256() == SHA256 {
        Ok(deep)
    } else {
        Err(format!("the model beside the page is another than this page's; its SHA-256 should be {SHA256}"))
    }
}

fn scope() -> WorkerGlobalScope {
    js_sys::global().unchecked_into()
}

async fn cache() -> Option<Cache> {
    let storage = has(&scope(), "caches").then(|| scope().caches().ok()).flatten()?;
    JsFuture::from(storage.open(KEPT)).await.ok()?.dyn_into().ok()
}

async fn kept(cache: &Cache, address: &str) -> Option<Vec<u8>> {
    let response: Response = JsFuture::from(cache.match_with_str(address)).await.ok()?.dyn_into().ok()?;
    let bytes = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&bytes).to_vec())
}

/// Models of before, which nobody will ask for.
async fn forget_all(cache: &Cache) {
    let Ok(keys) = JsFuture::from(cache.keys()).await else { return };
    for key in Array::from(&keys) {
        // What stays takes room, and does no other harm.
        let _ = JsFuture::from(cache.delete_with_request(key.unchecked_ref())).await;
    }
}

/// Where the browser has no room for it, it is fetched again next time.
async fn keep(cache: &Cache, address: &str, bytes: &[u8]) {
    if let Ok(response) = Response::new_with_opt_js_u8_array(Some(&Uint8Array::from(bytes))) {
        let _ = JsFuture::from(cache.put_with_str(address, &response)).await;
    }
}

async fn fetched(address: &str, tell: fn(Progress)) -> Result<Vec<u8>, String> {
    let response = JsFuture::from(scope().fetch_with_str(address)).await.map_err(|e| describe(&e))?;
    let response: Response = response.dyn_into().map_err(|e| describe(&e))?;
    if !response.ok() {
        return Err(format!("HTTP {}", response.status()));
    }
    let body = response.body().ok_or("it is empty")?;
    let reader: ReadableStreamDefaultReader = body.get_reader().dyn_into().map_err(|e| describe(&e))?;
    let mut bytes = Vec::with_capacity(BYTES as usize);
    let mut told = 0;
    loop {
        let part = JsFuture::from(reader.read()).await.map_err(|e| describe(&e))?;
        if Reflect::get(&part, &"done".into()).is_ok_and(|d| d.is_truthy()) {
            return Ok(bytes);
        }
        let chunk = Reflect::get(&part, &"value".into()).map_err(|e| describe(&e))?;
        bytes.extend(Uint8Array::new(&chunk).to_vec());
        if bytes.len() as u64 > BYTES {
            return Err("it is longer than this page's model".into());
        }
        let share = Share::new(bytes.len() as u64, BYTES);
        if share.percent() > told {
            told = share.percent();
            tell(Progress::Model(share));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_is_the_projects() {
        let bytes = include_bytes!("../../../models/deep.bin");
        assert_eq!(Deep::from_bytes(bytes).map(|d| d.sha256().to_string()).as_deref().ok(), Some(SHA256));
        assert_eq!(bytes.len() as u64, BYTES);
    }
}
