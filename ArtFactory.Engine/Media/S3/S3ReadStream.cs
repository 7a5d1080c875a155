using System.Security.Cryptography;
using Amazon.S3.Model;

namespace ArtFactory.Engine.Media.S3;

/// <summary>
/// An object as a seekable stream, fetched in growing parts as it is read. A part that ends early is asked for again from where it
/// ended; who reads from the first byte to the last gets the last ones only when the whole has the hash that its name promises.
/// </summary>
internal sealed class S3ReadStream(Bucket bucket, string key, long length, string? sha256) : Stream
{
    private const long FirstPart = 1024 * 1024;
    private const long LargestPart = 16 * FirstPart;
    private IncrementalHash? hash = sha256 is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private GetObjectResponse? part;
    private long partEnd;
    private long partLength = FirstPart;
    private long position;
    private long hashed;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            if (value == position) return;
            position = value;
            Drop();
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0 || position >= length) return 0;
        for (var failures = 0; ;)
        {
            try
            {
                var read = await ReadPartAsync(buffer, cancellationToken);
                Check(buffer.Span[..read]);
                return read;
            }
            catch (Exception e) when (e is not MediaStoreException && !cancellationToken.IsCancellationRequested && S3Faults.MayPass(e))
            {
                Drop();
                if (++failures >= bucket.Attempts) throw bucket.FaultOf(e, key) ?? e;
            }

            await bucket.RestAsync(failures, cancellationToken);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("What lies behind a network is read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin)
    {
        Position = offset + origin switch { SeekOrigin.Current => position, SeekOrigin.End => length, _ => 0 };
        return position;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Drop();
            hash?.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<int> ReadPartAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (part is null)
        {
            partEnd = Math.Min(length, position + partLength);
            part = await bucket.OpenAsync(key, position, partEnd - 1, cancellationToken);
            partLength = Math.Min(partLength * 2, LargestPart);
        }

        var most = (int)Math.Min(buffer.Length, partEnd - position);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(bucket.TimeLimit);
        var read = await part.ResponseStream.ReadAsync(buffer[..most], patience.Token);
        if (read == 0) throw new TruncatedAnswerException($"{key} ended at byte {position} of {partEnd}.");
        return read;
    }

    /// <summary>Takes what was read; the last of it only when the whole is right.</summary>
    private void Check(ReadOnlySpan<byte> read)
    {
        if (hash is not null && hashed == position)
        {
            hash.AppendData(read);
            hashed += read.Length;
        }

        position += read.Length;
        if (position == partEnd) Drop();
        if (hash is null || hashed != length || position != length) return;
        var found = Convert.ToHexStringLower(hash.GetHashAndReset());
        hash.Dispose();
        hash = null;
        if (found != sha256) throw new MediaStoreException(MediaStoreFailure.Damaged, $"The file {key} did not arrive as its name promises. If it stays so, run the integrity check.");
    }

    private void Drop()
    {
        part?.Dispose();
        part = null;
    }
}
