//! Password hashes: argon2id, a few at a time, off the threads that answer requests.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use beichen_kernel::{Error, Result};
use tokio::sync::Semaphore;

/// Hashes made at once; each takes its own memory.
static GATE: Semaphore = Semaphore::const_new(2);

/// What a hash costs: OWASP's first choice. In a debug build the least that argon2 takes, so that tests stay quick.
fn argon2() -> Result<Argon2<'static>> {
    let (memory_kib, passes) = if cfg!(debug_assertions) { (64, 1) } else { (19_456, 2) };
    let params = Params::new(memory_kib, passes, 1, None).map_err(|error| Error::internal(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The hash of a password, with a salt of its own.
pub async fn hash(password: &str) -> Result<String> {
    let password = password.to_owned();
    apart(move || {
        let mut salt = [0_u8; 16];
        getrandom::fill(&mut salt).map_err(|error| Error::internal(error.to_string()))?;
        let hash: PasswordHash = argon2()?
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map_err(|error| Error::internal(error.to_string()))?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether the password fits. An unknown login costs as much time as a known one.
pub async fn fits(password: &str, hash: Option<&str>) -> Result<bool> {
    let Some(hash) = hash else {
        self::hash(password).await?;
        return Ok(false);
    };
    let (password, hash) = (password.to_owned(), hash.to_owned());
    apart(move || {
        let parsed = PasswordHash::new(&hash).map_err(|error| Error::internal(error.to_string()))?;
        Ok(argon2()?.verify_password(password.as_bytes(), &parsed).is_ok())
    })
    .await
}

async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let _permit = GATE.acquire().await.map_err(Error::internal)?;
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}
