//! Builds the web portal with npm and embeds it. Only the standard library: this runs before
//! everything else.
//!
//! - `LOGGIA_PORTAL=off` embeds a page that says so: for work on the server alone;
//! - `LOGGIA_PORTAL=FOLDER` embeds a portal that was built elsewhere: for packagers, and for machines
//!   without a network;
//! - unset: `npm ci` when the lock file changed, `npm run build` when a source changed.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// What the portal is built from, below its folder.
const SOURCES: [&str; 9] = [
    "src",
    "public",
    "scripts",
    "index.html",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "vite.config.ts",
    "../../docs/openapi.json",
];

const WITHOUT: &str = "<!doctype html><html lang=\"en\"><title>Loggia</title>\
<h1>The portal is not in this binary</h1><p>It was built with LOGGIA_PORTAL=off. The API is there: \
see <a href=\"/docs\">its description</a>.</html>";

#[expect(clippy::print_stderr, reason = "cargo shows it to whoever waits for the build")]
fn main() {
    if let Err(error) = run() {
        eprintln!(
            "\nThe web portal could not be built: {error}\n  - it needs Node 20.19 or newer and npm \
             (found: {})\n  - LOGGIA_PORTAL=off builds the server without it\n",
            version("node")
        );
        std::process::exit(1);
    }
}

fn run() -> Outcome<()> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let portal = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("portal");
    println!("cargo:rerun-if-env-changed=LOGGIA_PORTAL");
    let built = match env::var("LOGGIA_PORTAL").ok().as_deref() {
        Some("off") => {
            let folder = out.join("without-portal");
            fs::create_dir_all(&folder)?;
            fs::write(folder.join("index.html"), WITHOUT)?;
            folder
        }
        Some(folder) if !folder.is_empty() => {
            let built = PathBuf::from(folder).canonicalize();
            built.map_err(|error| format!("LOGGIA_PORTAL={folder}: {error}"))?
        }
        Some(_) | None => {
            for source in SOURCES {
                println!("cargo:rerun-if-changed={}", portal.join(source).display());
            }
            build(&portal)?;
            portal.join("dist")
        }
    };
    embed(&built, &out.join("portal.rs"))
}

/// One npm at a time, even where an editor runs a second cargo with a target folder of its own.
fn build(portal: &Path) -> Outcome<()> {
    let name = format!("loggia-portal-{:x}.lock", digest(portal.as_os_str().as_encoded_bytes()));
    let lock = env::temp_dir().join(name);
    OpenOptions::new().create(true).truncate(false).write(true).open(lock)?.lock()?;
    // npm writes this file last, so it tells when the packages were installed.
    let installed = portal.join("node_modules/.package-lock.json");
    let changed = |path: &Path| fs::metadata(path).and_then(|meta| meta.modified()).ok();
    match (changed(&portal.join("package-lock.json")), changed(&installed)) {
        (_, None) => npm(portal, &["ci", "--omit=dev"])?,
        (locked, installed) if locked > installed => npm(portal, &["ci"])?,
        (_, Some(_)) => {}
    }
    let sources = format!("{:x}", digest_of(portal)?);
    let stamp = portal.join("dist/.built-from");
    if fs::read_to_string(&stamp).ok().as_deref() != Some(&sources) {
        npm(portal, &["run", "build"])?;
        fs::write(&stamp, &sources)?;
    }
    Ok(())
}

fn npm(folder: &Path, arguments: &[&str]) -> Outcome<()> {
    // What a build script prints is not seen until it fails; whoever waits at a terminal is told.
    if let Ok(mut terminal) = OpenOptions::new().write(true).open("/dev/tty") {
        use std::io::Write as _;
        let _ = writeln!(terminal, "   \x1b[1;32mPortal\x1b[0m npm {}", arguments.join(" "));
    }
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .env_remove("NODE_ENV")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("npm cannot be started: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let told = [output.stdout, output.stderr].concat();
    Err(format!("`npm {}` failed\n{}", arguments.join(" "), String::from_utf8_lossy(&told)).into())
}

/// Writes the table of files, in the order of their paths.
fn embed(built: &Path, table: &Path) -> Outcome<()> {
    let mut files = Vec::new();
    collect(built, &mut files)?;
    files.sort();
    let mut text = String::from("static FILES: &[Asset] = &[\n");
    for file in &files {
        let path = file.strip_prefix(built)?.to_string_lossy().replace('\\', "/");
        let is_variant = path.ends_with(".br") || path.ends_with(".gz");
        if is_variant || path.starts_with('.') {
            continue;
        }
        let variant = |ending: &str| {
            let beside = PathBuf::from(format!("{}.{ending}", file.display()));
            match beside.exists() {
                true => format!("Some(include_bytes!({beside:?}))"),
                false => "None".to_owned(),
            }
        };
        writeln!(
            text,
            "    Asset {{ path: {path:?}, tag: \"\\\"{:016x}\\\"\", plain: include_bytes!({file:?}), \
             brotli: {}, gzip: {} }},",
            digest(&fs::read(file)?),
            variant("br"),
            variant("gz"),
        )?;
    }
    text.push_str("];\n");
    // The same files: nothing to compile again.
    if fs::read_to_string(table).ok().as_deref() != Some(&text) {
        fs::write(table, text)?;
    }
    Ok(())
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Outcome<()> {
    if path.is_file() {
        files.push(path.into());
    } else if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    }
    Ok(())
}

fn digest_of(portal: &Path) -> Outcome<u64> {
    let mut files = Vec::new();
    for source in SOURCES {
        collect(&portal.join(source), &mut files)?;
    }
    files.sort();
    let mut all = Vec::new();
    for file in files {
        all.extend_from_slice(file.strip_prefix(portal)?.as_os_str().as_encoded_bytes());
        all.extend_from_slice(&fs::read(&file)?);
    }
    Ok(digest(&all))
}

fn version(program: &str) -> String {
    let output = Command::new(program).arg("--version").output().ok();
    let output = output.filter(|output| output.status.success());
    output.map_or("none".into(), |told| String::from_utf8_lossy(&told.stdout).trim().into())
}

/// FNV-1a: tells versions of our own files apart, and nothing more.
fn digest(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
