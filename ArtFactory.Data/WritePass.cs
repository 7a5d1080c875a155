namespace ArtFactory.Data;

/// <summary>The turn of one writer; dispose it once, after the transaction.</summary>
public readonly struct WritePass : IDisposable, IEquatable<WritePass>
{
    readonly SemaphoreSlim? _gate;

    internal WritePass(SemaphoreSlim? gate) => _gate = gate;

    public void Dispose() => _gate?.Release();
    public bool Equals(WritePass other) => ReferenceEquals(_gate, other._gate);
    public override bool Equals(object? obj) => obj is WritePass other && Equals(other);
    public override int GetHashCode() => _gate?.GetHashCode() ?? 0;
    public static bool operator ==(WritePass left, WritePass right) => left.Equals(right);
    public static bool operator !=(WritePass left, WritePass right) => !left.Equals(right);
}
