using Hangfire;
using Hangfire.Server;
using Hangfire.States;
using Hangfire.Storage;

namespace ArtFactory.Engine.Production.Jobs;

/// <summary>The job engine's storage, opened when it is first used: a verb that asks for no job makes no file and no connection.</summary>
sealed class DeferredJobStorage(Func<JobStorage> open) : JobStorage, IDisposable
{
    readonly Lazy<JobStorage> _storage = new(open);

    public override bool LinearizableReads => _storage.Value.LinearizableReads;

    public override IMonitoringApi GetMonitoringApi() => _storage.Value.GetMonitoringApi();

    public override IStorageConnection GetConnection() => _storage.Value.GetConnection();

    public override IStorageConnection GetReadOnlyConnection() => _storage.Value.GetReadOnlyConnection();

    public override IEnumerable<IBackgroundProcess> GetServerRequiredProcesses() => _storage.Value.GetServerRequiredProcesses();

    public override IEnumerable<IBackgroundProcess> GetStorageWideProcesses() => _storage.Value.GetStorageWideProcesses();

    /// <summary>Storages of the older kind name their processes here.</summary>
    [Obsolete("As in the base class.")]
    public override IEnumerable<IServerComponent> GetComponents() => _storage.Value.GetComponents();

    public override IEnumerable<IStateHandler> GetStateHandlers() => _storage.Value.GetStateHandlers();

    public override bool HasFeature(string featureId) => _storage.Value.HasFeature(featureId);

    public override string ToString() => _storage.IsValueCreated ? _storage.Value.ToString()! : nameof(DeferredJobStorage);

    public void Dispose()
    {
        if (_storage.IsValueCreated && _storage.Value is IDisposable storage) storage.Dispose();
    }
}
