using System.Xml.Linq;
using ArtFactory.Data;
using ArtFactory.Data.Operations;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Upkeep;

/// <summary>
/// The key ring in the database, where several nodes share it: what one seals, each opens. Keys that lie in this node's folder, from
/// the time before, are taken in.
/// </summary>
public sealed class KeyRing(IDbContextFactory<FactoryContext> contexts, FactoryPaths paths) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var context = contexts.CreateDbContext();
        var known = context.KeyRing.AsNoTracking().OrderBy(e => e.Id).ToList();
        foreach (var file in Files().Where(f => !known.Exists(e => string.Equals(e.Name, Path.GetFileNameWithoutExtension(f), StringComparison.Ordinal))))
        {
            var entry = new KeyRingEntry { Id = FactoryId.New(), Name = Path.GetFileNameWithoutExtension(file), Content = File.ReadAllText(file) };
            if (Store(entry)) known.Add(entry);
        }

        return [.. known.Select(e => XElement.Parse(e.Content))];
    }

    public void StoreElement(XElement element, string friendlyName) =>
        Store(new KeyRingEntry { Id = FactoryId.New(), Name = friendlyName, Content = element.ToString(SaveOptions.DisableFormatting) });

    /// <summary>Puts the keys of the ring into a folder, for a library that keeps its ring there; those it has stay as they are.</summary>
    public async Task WriteToAsync(string folder, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var entry in await context.KeyRing.AsNoTracking().OrderBy(e => e.Id).ToListAsync(cancellationToken))
        {
            var path = Path.Combine(folder, Path.GetFileName(entry.Name) + ".xml");
            if (File.Exists(path)) continue;
            var settings = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) settings.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using var file = new StreamWriter(path, settings);
            await file.WriteAsync(entry.Content.AsMemory(), cancellationToken);
        }
    }

    /// <summary>False when another node took the same file in at the same moment.</summary>
    bool Store(KeyRingEntry entry)
    {
        using var context = contexts.CreateDbContext();
        context.Add(entry);
        try
        {
            context.SaveChanges();
            return true;
        }
        catch (DbUpdateException)
        {
            if (context.KeyRing.Any(e => e.Name == entry.Name)) return false;
            throw;
        }
    }

    string[] Files() => Directory.Exists(paths.Keys) ? Directory.GetFiles(paths.Keys, "*.xml") : [];
}
