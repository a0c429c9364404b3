//! Collects everything that is wrong with a form, so that the person hears it at once.

use beichen_kernel::FieldError;

/// The refusals of one request.
#[derive(Debug, Default)]
pub struct Checks {
    fields: Vec<FieldError>,
}

impl Checks {
    /// A text that must not be empty.
    pub fn required(&mut self, path: &str, text: &str) {
        if text.trim().is_empty() {
            self.refuse(FieldError::new(path, "kernel.required"));
        }
    }

    pub fn refuse(&mut self, field: FieldError) {
        self.fields.push(field);
    }

    /// Nothing was wrong, or all that was.
    pub fn done(self) -> Result<(), Vec<FieldError>> {
        if self.fields.is_empty() { Ok(()) } else { Err(self.fields) }
    }
}
