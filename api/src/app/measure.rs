//! The one collector of metrics in this process.

use std::sync::OnceLock;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

/// The collector; the first call installs it.
pub(super) fn collector() -> PrometheusHandle {
    static COLLECTOR: OnceLock<PrometheusHandle> = OnceLock::new();
    let collector = COLLECTOR.get_or_init(|| {
        let recorder = PrometheusBuilder::new().build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("another collector of metrics is installed; /metrics stays empty");
        }
        handle
    });
    collector.clone()
}
