//! The default `config.toml`: every setting with what it means. Writes no file.

use super::{Config, SETTINGS};

/// The settings as a file, in front of what is said about keys.
pub fn default_file() -> String {
    let mut text = "# Settings of greenroom: these are the defaults. Take a line away and its default holds.\n\
                    # ctrl-r in the browser reads this file again.\n"
        .to_owned();
    let mut table = "";
    for setting in SETTINGS {
        if setting.table == table {
            text.push('\n');
        } else {
            table = setting.table;
            text += &format!("\n[{table}]\n");
        }
        text += &format!("# {}: {}.\n", setting.name, setting.doc);
        let shown = setting.shown(&Config::default());
        text += &format!("# {}\n{} = {shown}\n", setting.expects(), setting.name);
    }
    text
}
