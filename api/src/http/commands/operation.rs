//! What OpenAPI says of a command.

use loggia_core::command::CommandKind;
use loggia_core::permit::{Partners, Permit, permit};
use loggia_core::scalar::NAME_CHARS_MAX;
use utoipa::ToSchema;
use utoipa::openapi::path::{
    HttpMethod, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, Paths,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{AdditionalProperties, ArrayBuilder, ObjectBuilder, Schema, Type};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Required, ResponseBuilder};

use super::batch::{BATCH_ITEMS_MAX, BatchResults};
use super::{Done, DoneForPartner};
use crate::app::IDEMPOTENCY_KEY_CHARS_MAX;
use crate::http::PROBLEM_JSON;
use crate::http::problem::ProblemBody;

/// A command's part of the document.
pub(super) struct Told {
    pub(super) schemas: Vec<(String, RefOr<Schema>)>,
    pub(super) paths: Paths,
}

pub(super) fn of<C: ToSchema>(kind: CommandKind) -> Told {
    let mut schemas = Vec::new();
    schema::<C>(&mut schemas);
    schema::<Done>(&mut schemas);
    schema::<DoneForPartner>(&mut schemas);
    schema::<ProblemBody<'static>>(&mut schemas);
    let Permit { roles, partners, itself: _ } = permit(kind);
    let roles: Vec<String> =
        roles.iter().map(|role| format!("`{role:?}`").to_lowercase()).collect();
    let who = match partners {
        Partners::MayAsk => format!("For {} and partner users.", roles.join(", ")),
        Partners::Administrators => "For partner users who administer their account.".to_owned(),
        Partners::MayNot => format!("For {}.", roles.join(", ")),
    };
    let summary = match C::schema() {
        RefOr::T(Schema::Object(object)) => object.description,
        RefOr::T(_) | RefOr::Ref(_) => None,
    };
    let body = ContentBuilder::new().schema(Some(reference::<C>())).build();
    let body = RequestBodyBuilder::new()
        .content("application/json", body)
        .required(Some(Required::True))
        .build();
    let mut operation = OperationBuilder::new()
        .tag("commands")
        .operation_id(Some(kind.kebab().replace('-', "_")))
        .summary(summary)
        .description(Some(who))
        .request_body(Some(body))
        .response("200", answer::<Done>("accepted, durable, and in the views", "application/json"))
        .response("4XX", answer::<ProblemBody<'static>>("refused; nothing changed", PROBLEM_JSON));
    if partners == Partners::MayAsk {
        let told = "accepted; partner users get `DoneForPartner`";
        operation = operation.response("200", either(told));
    }
    if partners == Partners::Administrators {
        let told =
            answer::<DoneForPartner>("accepted, durable, and in the views", "application/json");
        operation = operation.response("200", told);
    }
    for parameter in headers() {
        operation = operation.parameter(parameter);
    }
    let mut paths = Paths::new();
    let path = format!("/v1/commands/{}", kind.kebab());
    paths.add_path_operation(path, vec![HttpMethod::Post], operation.build());
    Told { schemas, paths }
}

/// The same for several in one request.
pub(super) fn of_batch<C: ToSchema>(kind: CommandKind) -> Told {
    let mut schemas = Vec::new();
    schema::<C>(&mut schemas);
    schema::<BatchResults>(&mut schemas);
    schema::<ProblemBody<'static>>(&mut schemas);
    let items = ArrayBuilder::new().items(reference::<C>()).max_items(Some(BATCH_ITEMS_MAX));
    let body = ObjectBuilder::new()
        .property("items", items.build())
        .required("items")
        .additional_properties(Some(AdditionalProperties::<Schema>::FreeForm(false)))
        .build();
    let body = ContentBuilder::new().schema(Some(Schema::Object(body))).build();
    let body = RequestBodyBuilder::new()
        .content("application/json", body)
        .required(Some(Required::True))
        .build();
    let results = answer::<BatchResults>("what came of each, in their order", "application/json");
    let refused =
        answer::<ProblemBody<'static>>("refused as a whole; nothing changed", PROBLEM_JSON);
    let mut operation = OperationBuilder::new()
        .tag("commands")
        .operation_id(Some(format!("{}_batch", kind.kebab().replace('-', "_"))))
        .summary(Some(format!(
            "Several `{}` in one request, each with an answer of its own.",
            kind.kebab()
        )))
        .request_body(Some(body))
        .response("200", results)
        .response("4XX", refused);
    for parameter in headers().into_iter().filter(|parameter| parameter.name != "If-Match") {
        operation = operation.parameter(parameter);
    }
    let mut paths = Paths::new();
    let path = format!("/v1/commands/{}/batch", kind.kebab());
    paths.add_path_operation(path, vec![HttpMethod::Post], operation.build());
    Told { schemas, paths }
}

fn schema<S: ToSchema>(schemas: &mut Vec<(String, RefOr<Schema>)>) {
    S::schemas(schemas);
    schemas.push((S::name().into_owned(), S::schema()));
}

fn reference<S: ToSchema>() -> Ref {
    Ref::from_schema_name(S::name())
}

fn answer<S: ToSchema>(told: &str, media_type: &str) -> utoipa::openapi::Response {
    let content = ContentBuilder::new().schema(Some(reference::<S>())).build();
    ResponseBuilder::new().description(told).content(media_type, content).build()
}

fn either(told: &str) -> utoipa::openapi::Response {
    let schema = utoipa::openapi::schema::OneOfBuilder::new()
        .item(reference::<Done>())
        .item(reference::<DoneForPartner>())
        .build();
    let content = ContentBuilder::new().schema(Some(Schema::OneOf(schema))).build();
    ResponseBuilder::new().description(told).content("application/json", content).build()
}

/// Visible ASCII characters.
const KEY: &str = "^[!-~]+$";

/// `*`, or up to 16 tags.
const TAGS: &str = r#"^(\*|"[^",]+"( *, *"[^",]+"){0,15})$"#;

/// Not only blanks, and no control characters.
const LINE: &str = r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$";

fn headers() -> [Parameter; 3] {
    let header = |name: &str, told: &str, pattern: &str, chars_max: Option<usize>| {
        let text = ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(chars_max)
            .pattern(Some(pattern))
            .build();
        ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some(told))
            .schema(Some(Schema::Object(text)))
            .build()
    };
    [
        header(
            "Idempotency-Key",
            "the name of the request: a repeat gets the first answer",
            KEY,
            Some(IDEMPOTENCY_KEY_CHARS_MAX),
        ),
        header(
            "If-Match",
            "the ETag of the record that the command changes, as it was read",
            TAGS,
            None,
        ),
        header("Loggia-Reason", "why, in UTF-8; kept in the log", LINE, Some(NAME_CHARS_MAX)),
    ]
}
