using ArtFactory.Data;
using ArtFactory.Data.Uploads;
using ArtFactory.Engine.Media;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Upkeep;

sealed class Uploads(MediaStore store, FactoryWriter writer, TimeProvider time) : IUploads
{
    public async Task<string> StoreAsync(Stream content, string fileName, CancellationToken cancellationToken = default)
    {
        // The file first, the row second: a row never names what is not there.
        var stored = await store.StoreAsync(content, fileName, cancellationToken);
        try
        {
            await writer.WriteAsync(context => NoteAsync(context, stored, cancellationToken), cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another gave the same content at the same moment, and its row is there now; if that was not it, this fails too.
            await writer.WriteAsync(context => NoteAsync(context, stored, cancellationToken), cancellationToken);
        }

        return UploadReferences.Prefix + stored.RelativePath[(stored.RelativePath.LastIndexOf('/') + 1)..];
    }

    async Task NoteAsync(FactoryContext context, StoredFile stored, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await context.Uploads.Where(u => u.FilePath == stored.RelativePath).ExecuteUpdateAsync(s => s.SetProperty(u => u.UpdatedAt, now.UtcDateTime), cancellationToken) > 0) return;
        context.Add(new Upload { Id = FactoryId.New(now), FilePath = stored.RelativePath, FileSize = stored.Size, CreatedAt = now.UtcDateTime, UpdatedAt = now.UtcDateTime });
        await context.SaveChangesAsync(cancellationToken);
    }
}
