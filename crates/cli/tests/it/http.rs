//! Somebody who is signed in at a serving process, and sends requests by hand.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::{Value, json};

/// A signed-in person's requests to one process.
#[derive(Clone)]
pub struct Client {
    address: String,
    cookie: String,
}

impl Client {
    /// Signs in at the address that `serve --json` says.
    #[track_caller]
    pub fn sign_in(ready: &Value, login: &str, password: &str) -> Self {
        let client = Self::with_cookie(ready, "");
        let body = json!({ "login": login, "password": password }).to_string();
        let answer =
            client.send("POST", "/api/people/session", &[("Content-Type", "application/json")], body.as_bytes());
        let answer = String::from_utf8(answer.unwrap()).unwrap();
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect(&answer);
        Self::with_cookie(ready, cookie.split_once(';').unwrap().0)
    }

    /// The same person at another process.
    pub fn at(&self, ready: &Value) -> Self {
        Self::with_cookie(ready, &self.cookie)
    }

    fn with_cookie(ready: &Value, cookie: &str) -> Self {
        let address = ready["url"].as_str().unwrap().strip_prefix("http://").unwrap().to_owned();
        Self { address, cookie: cookie.to_owned() }
    }

    /// The body of an answer that must be good.
    #[track_caller]
    pub fn get(&self, path: &str) -> Value {
        good(&self.send("GET", path, &[], b"").unwrap()).unwrap_or_else(|refused| panic!("{path}: {refused}"))
    }

    /// The body of an answer that must be good.
    #[track_caller]
    pub fn post(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Value {
        self.try_post(path, headers, body).unwrap_or_else(|refused| panic!("{path}: {refused}"))
    }

    /// The body of a good answer; what came instead of one, whole or not, where the process was killed.
    pub fn try_post(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Result<Value, String> {
        let headers = [headers, &[("Content-Type", "application/json")]].concat();
        let answer = self.send("POST", path, &headers, body.to_string().as_bytes());
        good(&answer.map_err(|error| error.to_string())?)
    }

    /// Hands a file of customers in.
    #[track_caller]
    pub fn upload(&self, file: &str) -> Value {
        const PROFILE: &str = "[columns]\ncode = \"code\"\nname = \"name\"\n";
        let mut form = String::new();
        for (name, value) in [("kind", "customers"), ("profile_text", PROFILE)] {
            write!(form, "--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").unwrap();
        }
        form.push_str("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"customers.csv\"\r\n\r\n");
        form.push_str(file);
        form.push_str("\r\n--edge--\r\n");
        let kind = [("Content-Type", "multipart/form-data; boundary=edge")];
        good(&self.send("POST", "/api/sheets/imports", &kind, form.as_bytes()).unwrap()).unwrap()
    }

    fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(&self.address)?;
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.address);
        for (name, value) in [headers, &[("Cookie", self.cookie.as_str()), ("Accept-Language", "en-US")]].concat() {
            write!(head, "{name}: {value}\r\n").unwrap();
        }
        write!(head, "Content-Length: {}\r\n\r\n", body.len()).unwrap();
        stream.write_all(head.as_bytes())?;
        stream.write_all(body)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(answer)
    }
}

/// The body of an answer with a status of 2xx that came whole.
fn good(answer: &[u8]) -> Result<Value, String> {
    let answer = String::from_utf8_lossy(answer).into_owned();
    let is_good = answer.starts_with("HTTP/1.1 2");
    let body = answer.split_once("\r\n\r\n").map(|(_, body)| body);
    body.filter(|_| is_good).and_then(|body| serde_json::from_str(body).ok()).ok_or(answer)
}
