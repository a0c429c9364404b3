//! HTTP for imports: upload and preview, write, throw away, failed rows, templates.

use std::io::Write;
use std::sync::Arc;

use axum::Extension;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use beichen_kernel::http::{IfMatch, Json, Path, Problem, Query};
use beichen_kernel::{BatchId, Ctx, Error, Page, PageQuery, Result, Scope};
use beichen_store::Deps;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::commands::{self, Upload};
use super::model::{Import, ImportError};
use super::views::{ImportApply, ImportUpload, ImportView, KindList, KindView};
use super::{policy, queries};
use crate::kind::Registry;
use crate::permissions::{SHEETS_IMPORT_EDIT, SHEETS_IMPORT_READ};
use crate::{export, files, profile};

/// What one request may bring.
const MOST_UPLOAD_BYTES: usize = 32 * 1024 * 1024;
/// What is still read of a larger one, so that its sender hears the reason.
const MOST_DRAINED_BYTES: usize = 256 * 1024 * 1024;

type Kinds = Extension<Arc<Registry>>;

pub fn routes() -> OpenApiRouter<Deps> {
    let uploads = OpenApiRouter::new().routes(routes!(create)).layer(DefaultBodyLimit::disable());
    OpenApiRouter::new()
        .merge(uploads)
        .routes(routes!(list))
        .routes(routes!(get))
        .routes(routes!(apply))
        .routes(routes!(discard))
        .routes(routes!(undo))
        .routes(routes!(file))
        .routes(routes!(failed_rows))
        .routes(routes!(kinds))
        .routes(routes!(template))
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
struct ImportPath {
    batch_id: BatchId,
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
struct KindPath {
    kind: String,
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct TemplateQuery {
    /// xlsx (default) or csv
    format: Option<String>,
}

/// Hand a file in
///
/// It is checked as a job: get the import again to see how far it is, and then what would become of each row.
#[utoipa::path(
    post,
    path = "/sheets/imports",
    operation_id = "sheets_import_create",
    tag = "sheets",
    request_body(content = ImportUpload, content_type = "multipart/form-data"),
    responses((status = 200, body = ImportView), Problem),
)]
async fn create(
    ctx: Ctx,
    State(deps): State<Deps>,
    Extension(registry): Kinds,
    form: Multipart,
) -> Result<Json<ImportView>> {
    ctx.require(SHEETS_IMPORT_EDIT, Scope::Organisation)?;
    let (upload, _file) = receive(&ctx, &deps, form).await?;
    let import = commands::request_check(&ctx, &deps, &registry, upload).await?;
    view(&ctx, &deps, &registry, import).await
}

/// List imports
#[utoipa::path(
    get,
    path = "/sheets/imports",
    operation_id = "sheets_import_list",
    tag = "sheets",
    params(PageQuery),
    responses((status = 200, body = Page<ImportView>), Problem),
)]
async fn list(
    ctx: Ctx,
    State(deps): State<Deps>,
    Extension(registry): Kinds,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<ImportView>>> {
    let imports = queries::list(&ctx, &deps.db, &registry, &query).await?;
    let mut items = Vec::with_capacity(imports.items.len());
    for import in imports.items {
        let kind = registry.get(&import.kind)?;
        items.push(ImportView::of(&ctx, kind.as_ref(), import, None).without_rows());
    }
    let can = if ctx.may(SHEETS_IMPORT_EDIT, Scope::Organisation) { vec!["create".to_owned()] } else { Vec::new() };
    Ok(Json(Page { items, next: imports.next, can }))
}

/// Get an import with its preview
#[utoipa::path(
    get,
    path = "/sheets/imports/{batch_id}",
    operation_id = "sheets_import_get",
    tag = "sheets",
    params(ImportPath),
    responses((status = 200, body = ImportView), Problem),
)]
async fn get(
    ctx: Ctx,
    State(deps): State<Deps>,
    Extension(registry): Kinds,
    Path(path): Path<ImportPath>,
) -> Result<Json<ImportView>> {
    let import = queries::get(&ctx, &deps.db, &registry, path.batch_id).await?;
    view(&ctx, &deps, &registry, import).await
}

/// Write an import
///
/// It is done as a job: get the import again to see how far it is.
#[utoipa::path(
    post,
    path = "/sheets/imports/{batch_id}/apply",
    operation_id = "sheets_import_apply",
    tag = "sheets",
    params(ImportPath, IfMatch),
    request_body = ImportApply,
    responses((status = 200, body = ImportView), Problem),
)]
async fn apply(
    ctx: Ctx,
    State(deps): State<Deps>,
    Extension(registry): Kinds,
    Path(path): Path<ImportPath>,
    seen: IfMatch,
    Json(body): Json<ImportApply>,
) -> Result<Json<ImportView>> {
    let import = commands::request_apply(&ctx, &deps.db, &registry, path.batch_id, (seen.version(), body.rows)).await?;
    view(&ctx, &deps, &registry, import).await
}

/// Throw an import away
///
/// Only before it is written.
#[utoipa::path(
    post,
    path = "/sheets/imports/{batch_id}/discard",
    operation_id = "sheets_import_discard",
    tag = "sheets",
    params(ImportPath, IfMatch),
    responses((status = 200, body = ImportView), Problem),
)]
async fn discard(
    ctx: Ctx,
    State(deps): State<Deps>,
    Extension(registry): Kinds,
    Path(path): Path<ImportPath>,
    seen: IfMatch,
) -> Result<Json<ImportView>> {
    let import = commands::discard(&ctx, &deps, &registry, path.batch_id, seen.version()).await?;
    view(&ctx, &deps, &registry, import).await
}

/// Undo an import
///
/// It is done as a job: get the import again to see how far it is. What the import made is taken back (documents are
/// cancelled, drafts deleted), what it changed is as before, all of it or nothing. The job fails with a field for each row
/// on which a later change or a locked run rests; customers that the import made stay.
#[utoipa::path(
    post,
    path = "/sheets/imports/{batch_id}/undo",
    operation_id = "sheets_import_undo",
    tag = "sheets",
    params(ImportPath, IfMatch),
    responses((status = 200, body = ImportView), Problem),
)]
async fn undo(
    ctx: Ctx,
    State(deps): State<Deps>,
    Extension(registry): Kinds,
    Path(path): Path<ImportPath>,
    seen: IfMatch,
) -> Result<Json<ImportView>> {
    commands::request_undo(&ctx, &deps.db, &registry, path.batch_id, seen.version()).await.map(Json)
}

/// Download the source file
///
/// As it was handed in, kept as long as its import.
#[utoipa::path(
    get,
    path = "/sheets/imports/{batch_id}/file",
    operation_id = "sheets_import_file",
    tag = "sheets",
    params(ImportPath),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), Problem),
)]
async fn file(
    ctx: Ctx,
    State(deps): State<Deps>,
    Extension(registry): Kinds,
    Path(path): Path<ImportPath>,
) -> Result<Response> {
    let import = queries::get(&ctx, &deps.db, &registry, path.batch_id).await?;
    let (kind, ending) =
        if import.file_name.to_lowercase().ends_with(".csv") { ("text/csv", "csv") } else { (XLSX, "xlsx") };
    let bytes = queries::source(&deps, &import).await?;
    Ok(attachment(bytes, kind, &format!("{}.{ending}", import.id)))
}

/// Download the failed rows
///
/// As they stand in the file, with the reason for each in a last column.
#[utoipa::path(
    get,
    path = "/sheets/imports/{batch_id}/failed-rows",
    operation_id = "sheets_import_failed_rows",
    tag = "sheets",
    params(ImportPath),
    responses((status = 200, content_type = "text/csv", body = String), Problem),
)]
async fn failed_rows(
    ctx: Ctx,
    State(deps): State<Deps>,
    Extension(registry): Kinds,
    Path(path): Path<ImportPath>,
) -> Result<Response> {
    let bytes = queries::failed_rows_csv(&ctx, &deps, &registry, path.batch_id).await?;
    Ok(attachment(bytes, "text/csv; charset=utf-8", "failed-rows.csv"))
}

/// List the kinds of sheets
#[utoipa::path(
    get,
    path = "/sheets/kinds",
    operation_id = "sheets_kind_list",
    tag = "sheets",
    responses((status = 200, body = KindList), Problem),
)]
async fn kinds(ctx: Ctx, Extension(registry): Kinds) -> Result<Json<KindList>> {
    ctx.require(SHEETS_IMPORT_READ, Scope::Organisation)?;
    let items = registry
        .iter()
        .filter(|kind| policy::sees_kind(&ctx, kind.as_ref()))
        .map(|kind| KindView::of(ctx.locale, kind.as_ref()))
        .collect();
    let can = if ctx.may(SHEETS_IMPORT_EDIT, Scope::Organisation) { vec!["create".to_owned()] } else { Vec::new() };
    Ok(Json(KindList { items, can }))
}

/// Download a template
#[utoipa::path(
    get,
    path = "/sheets/kinds/{kind}/template",
    operation_id = "sheets_kind_template",
    tag = "sheets",
    params(KindPath, TemplateQuery),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), Problem),
)]
async fn template(
    ctx: Ctx,
    Extension(registry): Kinds,
    Path(path): Path<KindPath>,
    Query(query): Query<TemplateQuery>,
) -> Result<Response> {
    ctx.require(SHEETS_IMPORT_READ, Scope::Organisation)?;
    let kind = registry.get(&path.kind)?;
    match query.format.as_deref().unwrap_or("xlsx") {
        "xlsx" => {
            let bytes = export::template(kind.as_ref(), ctx.locale)?;
            Ok(attachment(bytes, XLSX, &format!("{}.xlsx", kind.name())))
        }
        "csv" => {
            let bytes = export::template_csv(kind.as_ref(), ctx.locale)?;
            Ok(attachment(bytes, "text/csv; charset=utf-8", &format!("{}.csv", kind.name())))
        }
        other => Err(ImportError::UnknownFormat { format: other.to_owned() }.into()),
    }
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn attachment(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

async fn view(ctx: &Ctx, deps: &Deps, registry: &Registry, import: Import) -> Result<Json<ImportView>> {
    let kind = registry.get(&import.kind)?;
    let job = queries::job_of(ctx, &deps.db, &import).await?;
    Ok(Json(ImportView::of(ctx, kind.as_ref(), import, job)))
}

/// Reads the form; the file waits in the data folder, and goes when the second value is dropped.
async fn receive(ctx: &Ctx, deps: &Deps, mut form: Multipart) -> Result<(Upload, tempfile::TempPath)> {
    let mut kind = String::new();
    let mut profile_name = String::new();
    let mut profile_text = String::new();
    let mut file = None;
    while let Some(field) = form.next_field().await.map_err(unfinished)? {
        match field.name().unwrap_or_default() {
            "kind" => kind = text_of(field).await?,
            "profile" => profile_name = text_of(field).await?,
            "profile_text" => profile_text = text_of(field).await?,
            "file" => file = Some(save(deps, field).await?),
            _ => {}
        }
    }
    let (file_name, path) = file.ok_or(ImportError::NoFile)?;
    if profile_text.is_empty() && !profile_name.is_empty() {
        profile_text = profile::queries::text_of(ctx, &deps.db, &profile_name).await?;
    }
    Ok((Upload { kind, path: path.to_path_buf(), file_name, profile_name, profile_text }, path))
}

async fn text_of(mut field: Field<'_>) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(unfinished)? {
        if bytes.len().saturating_add(chunk.len()) > profile::model::MOST_TEXT_BYTES {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(unfinished)
}

async fn save(deps: &Deps, mut field: Field<'_>) -> Result<(String, tempfile::TempPath)> {
    let given = field.file_name().unwrap_or_default().to_owned();
    let file_name: String = given.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(200).collect();
    let mut file = tempfile::NamedTempFile::new_in(files::incoming(&deps.folder)?).map_err(Error::internal)?;
    let mut size: usize = 0;
    while let Some(chunk) = field.chunk().await.map_err(unfinished)? {
        size = size.saturating_add(chunk.len());
        if size > MOST_DRAINED_BYTES {
            break;
        }
        if size <= MOST_UPLOAD_BYTES {
            file.write_all(&chunk).map_err(Error::internal)?;
        }
    }
    if size > MOST_UPLOAD_BYTES {
        return Err(too_large());
    }
    Ok((file_name, file.into_temp_path()))
}

fn too_large() -> Error {
    ImportError::UploadTooLarge { limit_mib: 32 }.into()
}

fn unfinished(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::from(ImportError::UnfinishedUpload).caused_by(error)
}
