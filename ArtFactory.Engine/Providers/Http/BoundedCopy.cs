using System.Buffers;

namespace ArtFactory.Engine.Providers.Http;

/// <summary>Copies a stream up to a size.</summary>
static class BoundedCopy
{
    const int BufferBytes = 64 * 1024;

    /// <summary>False as soon as there is more than allowed; what was copied until then is of no use.</summary>
    public static async Task<bool> RunAsync(Stream source, Stream target, long mostBytes, CancellationToken cancellationToken, Action? onBytes = null)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            long copied = 0;
            while (await source.ReadAsync(buffer.AsMemory(0, BufferBytes), cancellationToken) is var read and > 0)
            {
                copied += read;
                if (copied > mostBytes) return false;
                onBytes?.Invoke();
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
