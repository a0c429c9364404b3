//! What signing in looks like on the wire.

use beichen_kernel::{Locale, MemberId, Role};
use beichen_store::db::DemoSignIn;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::OrganisationId;

/// Who is signed in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SessionView {
    pub member: SessionMember,
    pub organisation: SessionOrganisation,
    pub roles: Vec<Role>,
    pub locale: Locale,
    /// The names of all permissions held, whatever their reach.
    pub can: Vec<String>,
    pub demo: bool,
}

/// The person signed in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SessionMember {
    pub id: MemberId,
    pub code: String,
    pub name: String,
    pub unit_name: Option<String>,
    pub position: Option<String>,
}

/// The organisation entered.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SessionOrganisation {
    pub name: String,
    pub currency: String,
    pub time_zone: String,
}

/// A login's name and password.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct SignInRequest {
    pub login: String,
    pub password: String,
    /// Which organisation, when the login belongs to several.
    #[serde(default)]
    pub organisation_id: Option<OrganisationId>,
}

/// Signed in, or asked to choose an organisation first.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(untagged)]
pub enum SignInAnswer {
    In(Box<SessionView>),
    Choose(ChooseView),
}

/// The organisations to choose from.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChooseView {
    pub choose: Vec<OrganisationChoice>,
}

/// One of them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OrganisationChoice {
    pub organisation_id: OrganisationId,
    pub name: String,
}

/// Nothing more to say.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Done {
    pub done: bool,
}

/// Whether the first set-up is still to come, and whom the sample company lets in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SetupView {
    pub needed: bool,
    /// Whether the organisation is there already and only its administrator is missing.
    pub has_organisation: bool,
    pub demo_users: Vec<DemoUserView>,
}

/// One sign-in of the sample company.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DemoUserView {
    pub role: String,
    pub name: String,
    pub login: String,
    pub password: String,
    pub unit_name: String,
}

impl From<&DemoSignIn> for DemoUserView {
    fn from(user: &DemoSignIn) -> Self {
        Self {
            role: user.role.clone(),
            name: user.name.clone(),
            login: user.login.clone(),
            password: user.password.clone(),
            unit_name: user.unit_name.clone(),
        }
    }
}

/// The first organisation and its administrator.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct SetupRequest {
    /// From the server's console.
    pub token: String,
    /// Its name. Where the organisation is there already, this and the next two are not asked for.
    #[serde(default)]
    pub organisation: String,
    #[serde(default)]
    pub currency: String,
    #[serde(default)]
    pub time_zone: String,
    pub name: String,
    pub login: String,
    pub password: String,
}

/// The old password and the new one.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct PasswordChange {
    pub old_password: String,
    pub new_password: String,
}

/// Under which name somebody is to sign in.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct InvitationCreate {
    pub login: String,
}

/// A link that is shown once.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct LinkView {
    /// Opens the page where the password is set: `<address>/invitation?token=…`.
    pub token: String,
    /// The whole link, where the server knows its address.
    pub url: Option<String>,
    #[schema(value_type = String)]
    pub expires_at: beichen_kernel::Timestamp,
}

/// A link's token and the password that will hold.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct InvitationAccept {
    pub token: String,
    pub password: String,
}
