//! What the examples share: a page of a file, and what can't be served told in a sentence.

use std::error::Error;
use std::process::ExitCode;

/// The text of a page in a file; an error names the file.
pub(crate) fn page_of(path: &str) -> Result<String, String> {
    let told = |error: &dyn Error| format!("{path}: {error}");
    let bytes = std::fs::read(path).map_err(|error| told(&error))?;
    Ok(crosscounty::source::decode(&bytes).map_err(|error| told(&error))?.into_owned())
}

/// How an example ends: an error is a sentence, not a structure.
pub(crate) fn end(result: Result<(), Box<dyn Error>>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
