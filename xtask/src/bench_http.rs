//! A browser of forty lines: signs in and sends requests over one connection. xtask has no HTTP library.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

/// A signed-in person on one connection.
pub struct Browser {
    line: BufReader<TcpStream>,
    host: String,
    cookie: String,
}

impl Browser {
    /// Signs in at a server.
    pub fn sign_in(url: &str, login: &str, password: &str) -> Result<Self, String> {
        let host = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let line = TcpStream::connect(&host).map_err(|error| format!("{host}: {error}"))?;
        line.set_nodelay(true).ok();
        let mut browser = Self { line: BufReader::new(line), host, cookie: String::new() };
        let body = serde_json::json!({ "login": login, "password": password }).to_string();
        browser.send("POST", "/api/people/session", &body)?;
        if browser.cookie.is_empty() { Err("no cookie was given".to_owned()) } else { Ok(browser) }
    }

    pub fn get(&mut self, path: &str) -> Result<serde_json::Value, String> {
        self.send("GET", path, "")
    }

    pub fn post(&mut self, path: &str, body: &serde_json::Value) -> Result<serde_json::Value, String> {
        self.send("POST", path, &body.to_string())
    }

    fn send(&mut self, method: &str, path: &str, body: &str) -> Result<serde_json::Value, String> {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}",
            host = self.host,
            cookie = self.cookie,
            length = body.len()
        );
        self.line.get_mut().write_all(request.as_bytes()).map_err(|error| error.to_string())?;
        let mut head = String::new();
        let mut length = 0_usize;
        loop {
            let mut one = String::new();
            self.line.read_line(&mut one).map_err(|error| error.to_string())?;
            if one.trim().is_empty() {
                break;
            }
            let (name, value) = one.split_once(':').unwrap_or((&one, ""));
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse().unwrap_or_default(),
                "set-cookie" => value.trim().split(';').next().unwrap_or_default().clone_into(&mut self.cookie),
                _ => {}
            }
            head.push_str(&one);
        }
        let mut answer = vec![0; length];
        self.line.read_exact(&mut answer).map_err(|error| error.to_string())?;
        if !head.starts_with("HTTP/1.1 2") {
            return Err(format!("{method} {path}: {} {}", head.trim(), String::from_utf8_lossy(&answer)));
        }
        Ok(serde_json::from_slice(&answer).unwrap_or_default())
    }
}
