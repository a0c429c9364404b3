//! Puts a placeholder where the web application will stand, so that `cargo check` works anywhere.

use std::path::Path;

fn main() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    println!("cargo:rerun-if-changed={}", dist.display());
    if dist.join("index.html").exists() {
        return;
    }
    // A binary with this page inside refuses to serve; see `web::is_placeholder`.
    let page = "<!doctype html><title>Beichen</title><!-- beichen:placeholder -->";
    let made = std::fs::create_dir_all(&dist).and_then(|()| std::fs::write(dist.join("index.html"), page));
    if let Err(error) = made {
        println!("cargo:warning=cannot write the placeholder of web/dist: {error}");
    }
}
