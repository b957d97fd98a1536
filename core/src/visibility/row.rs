/// The struct of a document: what it always tells, and the fields that field security shows, masks,
/// coarsens or leaves out.
macro_rules! row {
    (
        $(#[$of:meta])*
        $name:ident {
            $($(#[$told_doc:meta])* $told:ident: $told_type:ty,)*
        } shown {
            $($(#[$doc:meta])* $field:ident: $type:ty,)*
        }
    ) => {
        $(#[$of])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub struct $name {
            $($(#[$told_doc])* pub $told: $told_type,)*
            $(
                $(#[$doc])*
                #[serde(skip_serializing_if = "Option::is_none")]
                #[cfg_attr(feature = "schema", schema(nullable = false))]
                pub $field: Option<Shown<$type>>,
            )*
        }
    };
}

pub(super) use row;
