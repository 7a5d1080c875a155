using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Providers;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Production;

/// <summary>
/// Finds the files media parameters refer to: <c>product:ID</c> is a product's original, <c>upload:NAME</c> a file that was stored
/// through <see cref="MediaStore"/> (its name among the originals: <c>HASH.EXTENSION</c>).
/// </summary>
public sealed class MediaReferences(IDbContextFactory<FactoryContext> contexts, MediaStore store)
{
    const string Product = "product:";
    const string Upload = "upload:";

    /// <summary>
    /// Parameter name to absolute path, for each media parameter that is set; one that takes a list has <c>name[0]</c>, <c>name[1]</c>.
    /// </summary>
    /// <exception cref="InvalidInputException">A reference leads nowhere.</exception>
    /// <exception cref="MediaStoreException">The file cannot be had now.</exception>
    public async ValueTask<IReadOnlyDictionary<string, string>> ResolveAsync(
        ParameterSchema schema, ParameterSet parameters, CancellationToken cancellationToken = default)
    {
        Dictionary<string, string>? found = null;
        foreach (var spec in schema.Parameters.Where(p => p.Type == ParameterType.Media))
        {
            if (parameters.Text(spec.Name) is not { Length: > 0 } reference) continue;
            found ??= new(StringComparer.OrdinalIgnoreCase);
            if (!spec.IsList)
            {
                found[spec.Name] = await ResolveAsync(spec.Name, reference, cancellationToken);
                continue;
            }

            var references = parameters[spec.Name] is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(e => e.ToString()) : [reference];
            foreach (var (at, one) in references.Where(r => r.Length > 0).Index()) found[InputPlace.InList(spec.Name, at)] = await ResolveAsync(spec.Name, one, cancellationToken);
        }

        return found ?? [];
    }

    async Task<string> ResolveAsync(string field, string reference, CancellationToken cancellationToken)
    {
        var path = reference switch
        {
            _ when reference.StartsWith(Product, StringComparison.OrdinalIgnoreCase) => await ProductPathAsync(reference[Product.Length..], cancellationToken),
            _ when reference.StartsWith(Upload, StringComparison.OrdinalIgnoreCase) => UploadPath(reference[Upload.Length..]),
            _ => null,
        };
        if (path is not null)
        {
            try
            {
                if (await store.FindAsync(path, cancellationToken) is not null) return await store.FetchAsync(path, cancellationToken);
            }
            catch (MediaStoreException e) when (e.Kind is MediaStoreFailure.InvalidPath or MediaStoreFailure.NotFound)
            {
                // A name the store did not make: the same to a person as one that is not there.
            }
        }

        throw new InvalidInputException(field, $"{field}: '{reference}' leads to no file. Choose a product of the library or upload the file again.");
    }

    async Task<string?> ProductPathAsync(string id, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var product)) return null;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Products.Where(p => p.Id == product).Select(p => p.FilePath).FirstOrDefaultAsync(cancellationToken);
    }

    static string? UploadPath(string name) => name.Length > 4 ? $"{MediaStore.OriginalsFolder}/{name[..2]}/{name[2..4]}/{name}" : null;
}
