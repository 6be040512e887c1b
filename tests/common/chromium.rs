//! A headless Chromium, driven over the DevTools protocol: as much of it as the report's test needs.

use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

/// How long to wait for the browser before a test fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// One page in a browser of its own; both end with the value.
pub(crate) struct Page {
    browser: Child,
    socket: WebSocket<TcpStream>,
    profile: PathBuf,
    session: String,
    sent: u64,
    events: Vec<Value>,
}

/// Where Chromium is, if it is installed.
///
/// # Panics
/// Where the environment says `CI=true`: there the test must run.
pub(crate) fn installed() -> Option<PathBuf> {
    let names = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    let found = names.into_iter().map(PathBuf::from).find(|path| path.exists());
    let required = std::env::var("CI").is_ok_and(|ci| ci == "true");
    assert!(found.is_some() || !required, "CI must have Chromium: apt-get install chromium fonts-noto-cjk");
    found
}

impl Page {
    /// Starts the browser with an empty page.
    pub(crate) fn start(program: &Path, profile: PathBuf) -> Self {
        let browser = Command::new(program)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args(["--disable-dev-shm-usage", "--remote-debugging-port=0"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg("about:blank")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("Chromium starts");
        let (port, path) = address(&profile.join("DevToolsActivePort"));
        let stream = TcpStream::connect(("127.0.0.1", port)).expect("Chromium listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
        let (socket, _) = tungstenite::client(format!("ws://127.0.0.1:{port}{path}"), stream).expect("a web socket");
        let mut page = Self { browser, socket, profile, session: String::new(), sent: 0, events: Vec::new() };
        let target = page.call("Target.createTarget", json!({ "url": "about:blank" }));
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        page.session = page.call("Target.attachToTarget", attach)["sessionId"].as_str().expect("a session").to_owned();
        for domain in ["Page", "Runtime", "Log", "Network"] {
            page.call(&format!("{domain}.enable"), json!({}));
        }
        page
    }

    /// Calls a method of the protocol and waits for its result.
    pub(crate) fn call(&mut self, method: &str, params: Value) -> Value {
        self.sent += 1;
        let mut message = json!({ "id": self.sent, "method": method, "params": params });
        if !self.session.is_empty() {
            message["sessionId"] = json!(self.session);
        }
        self.socket.send(Message::text(message.to_string())).expect("Chromium listens");
        loop {
            let answer = self.read();
            if answer["id"] == json!(self.sent) {
                assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return answer["result"].clone();
            }
            self.events.push(answer);
        }
    }

    fn read(&mut self) -> Value {
        loop {
            if let Message::Text(text) = self.socket.read().expect("Chromium answers") {
                return serde_json::from_str(&text).expect("Chromium answers in JSON");
            }
        }
    }

    /// Opens a file in a window of `width` and waits until it is loaded.
    pub(crate) fn open(&mut self, file: &Path, width: u32) {
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.call("Emulation.setDeviceMetricsOverride", size);
        self.events.clear();
        self.call("Page.navigate", json!({ "url": format!("file://{}", file.display()) }));
        self.wait("Page.loadEventFired");
    }

    fn wait(&mut self, event: &str) {
        let start = Instant::now();
        while !self.events.iter().any(|seen| seen["method"] == event) {
            assert!(start.elapsed() < PATIENCE, "no {event}");
            let seen = self.read();
            self.events.push(seen);
        }
    }

    /// The value of a JavaScript expression; promises are awaited.
    pub(crate) fn eval(&mut self, expression: &str) -> Value {
        let params = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.call("Runtime.evaluate", params);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    /// Clicks the middle of the first element that fits `selector`, as a mouse does.
    pub(crate) fn click(&mut self, selector: &str) {
        let middle = format!(
            "(() => {{ const e = document.querySelector({selector:?}); e.scrollIntoView({{block: 'center', behavior: \
             'instant'}}); const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }})()"
        );
        let at = self.eval(&middle);
        for kind in ["mousePressed", "mouseReleased"] {
            let params = json!({ "type": kind, "x": at[0], "y": at[1], "button": "left", "clickCount": 1 });
            self.call("Input.dispatchMouseEvent", params);
        }
        self.settle();
    }

    /// Types into the element that has the focus.
    pub(crate) fn type_text(&mut self, text: &str) {
        self.call("Input.insertText", json!({ "text": text }));
        self.settle();
    }

    /// Waits until timers and layout had their turn.
    pub(crate) fn settle(&mut self) {
        self.eval("new Promise(done => setTimeout(() => requestAnimationFrame(() => done(1)), 180))");
    }

    /// What went wrong since the page was opened: exceptions, errors and warnings of the console, refused loads.
    pub(crate) fn complaints(&mut self) -> Vec<String> {
        self.settle();
        let wrong = ["Runtime.exceptionThrown", "Log.entryAdded", "Network.loadingFailed", "Runtime.consoleAPICalled"];
        let complains = |event: &&Value| event["method"].as_str().is_some_and(|method| wrong.contains(&method));
        self.events.iter().filter(complains).map(|event| event["params"].to_string()).collect()
    }

    /// The addresses that the page asked for since it was opened.
    pub(crate) fn requests(&self) -> Vec<String> {
        let asked = self.events.iter().filter(|event| event["method"] == "Network.requestWillBeSent");
        asked.map(|event| event["params"]["request"]["url"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        // the process that was started may be a script that became the browser; killing it ends both
        let _ = self.browser.kill();
        let _ = self.browser.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

/// Port and path at which the browser listens, from the file that it writes.
fn address(file: &Path) -> (u16, String) {
    let start = Instant::now();
    loop {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        if let Some((port, path)) = text.trim().split_once('\n')
            && let Ok(port) = port.parse()
        {
            return (port, path.to_owned());
        }
        assert!(start.elapsed() < PATIENCE, "Chromium does not listen");
        std::thread::sleep(Duration::from_millis(50));
    }
}
