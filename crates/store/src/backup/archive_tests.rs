//! Backups that were cut short, changed, or made by somebody who wishes us ill.

use beichen_kernel::Timestamp;

use super::*;

fn manifest(entries: Vec<Entry>) -> Manifest {
    let made_at = Timestamp::from_micros(0);
    let database = "sqlite".to_owned();
    Manifest { format: FORMAT, made_at, product: "0".to_owned(), database, steps: vec![], heads: vec![], entries }
}

/// A sealed archive with these entries, and the folder that it lies in.
fn packed(entries: &[(&str, &str)], change: impl FnOnce(Manifest) -> Manifest) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("backup");
    let mut packer = Packer::new(File::options().read(true).write(true).create_new(true).open(&path).unwrap());
    for (name, content) in entries {
        packer.add(name, content.as_bytes()).unwrap();
    }
    packer.finish(|entries| change(manifest(entries))).unwrap();
    (folder, path)
}

fn refused(folder: &tempfile::TempDir, path: &Path) -> &'static str {
    let code = unpack(path, &folder.path().join("out")).unwrap_err().code();
    let _ = std::fs::remove_dir_all(folder.path().join("out"));
    code
}

const SOUND: &[(&str, &str)] = &[(DATABASE, "tables"), ("files/ab/abc", "a sheet")];

#[test]
fn what_was_packed_is_unpacked() {
    let (folder, path) = packed(SOUND, |manifest| manifest);
    let out = folder.path().join("out");
    let manifest = unpack(&path, &out).unwrap();
    // printf 'a sheet' | sha256sum
    let sha256 = "7d39d6147a007441400db6fd283b71eaef0962a969a9fc9db323e3aa0452c0af";
    assert_eq!(manifest.entries.len(), 2);
    assert_eq!((manifest.entries[1].name.as_str(), manifest.entries[1].bytes), ("files/ab/abc", 7));
    assert_eq!(manifest.entries[1].sha256, sha256);
    assert_eq!(std::fs::read_to_string(out.join(DATABASE)).unwrap(), "tables");
    assert_eq!(std::fs::read_to_string(out.join("files/ab/abc")).unwrap(), "a sheet");
}

#[test]
fn one_changed_byte_is_found_wherever_it_stands() {
    let (folder, path) = packed(SOUND, |manifest| manifest);
    let sound = std::fs::read(&path).unwrap();
    for place in 0..sound.len() {
        let mut changed = sound.clone();
        changed[place] ^= 0x20;
        std::fs::write(&path, changed).unwrap();
        assert_eq!(refused(&folder, &path), "store.backup_broken", "byte {place}");
    }
}

#[test]
fn a_backup_that_was_cut_short_is_found_wherever_it_ends() {
    let (folder, path) = packed(SOUND, |manifest| manifest);
    let sound = std::fs::read(&path).unwrap();
    for length in 0..sound.len() {
        std::fs::write(&path, &sound[..length]).unwrap();
        assert_eq!(refused(&folder, &path), "store.backup_broken", "{length} bytes");
    }
    std::fs::write(&path, [sound, b"more".to_vec()].concat()).unwrap();
    assert_eq!(refused(&folder, &path), "store.backup_broken");
}

#[test]
fn an_entry_that_would_leave_the_folder_is_refused_and_nothing_is_written_beside_it() {
    for name in [
        "../evil",
        "files/../../evil",
        "/evil",
        "files/..",
        "files",
        "files/",
        "other/evil",
        "files\\..\\evil",
        "C:evil",
        "files/C:evil",
        "./beichen.db",
        "files//../evil",
        "serve.lock",
    ] {
        let (folder, path) = packed(&[(DATABASE, "tables"), (name, "evil")], |manifest| manifest);
        assert_eq!(refused(&folder, &path), "store.backup_entry", "{name}");
        let beside: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(beside, ["backup"], "{name}");
    }
}

#[test]
fn an_unknown_format_is_named_and_a_manifest_that_tells_another_story_is_refused() {
    let (folder, path) = packed(SOUND, |manifest| Manifest { format: 2, ..manifest });
    let error = unpack(&path, &folder.path().join("out")).unwrap_err();
    assert_eq!((error.code(), error.params()["format"].clone()), ("store.backup_format", "2".into()));

    let stories: [fn(&mut Vec<Entry>); 5] = [
        |entries| entries[1].sha256 = entries[0].sha256.clone(),
        |entries| entries[1].bytes += 1,
        |entries| entries[1].bytes -= 1,
        |entries| entries[1].name = "files/ab/other".to_owned(),
        |entries| {
            entries.pop();
        },
    ];
    for (place, story) in stories.into_iter().enumerate() {
        let (folder, path) = packed(SOUND, |mut manifest| {
            story(&mut manifest.entries);
            manifest
        });
        assert_eq!(refused(&folder, &path), "store.backup_broken", "story {place}");
    }
}
