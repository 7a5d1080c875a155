using System.CommandLine;
using System.Security.Cryptography;
using ArtFactory.Data;
using ArtFactory.Engine;
using ArtFactory.Engine.Inventory;
using ArtFactory.Engine.Media;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Web.Cli;

/// <summary><c>inspect</c>: what is known about a product, or about any media file.</summary>
static class InspectCommand
{
    public static Command Create()
    {
        var subject = new Argument<string>("FILE|PRODUCT-ID") { Description = "A media file, or the id of a product" };
        var json = VerbOutput.Json();
        var command = new Command("inspect", "Show what is known about a product or a media file") { subject, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var text = parsed.GetRequiredValue(subject);
            var output = VerbOutput.Of(parsed, json);
            var paths = DataFolder.Of(parsed);
            return Guid.TryParse(text, out var id) && !File.Exists(text)
                ? ProductAsync(id, paths, output, cancellationToken)
                : FileAsync(text, paths, output, cancellationToken);
        });
        return command;
    }

    static async Task<int> ProductAsync(Guid id, FactoryPaths paths, VerbOutput output, CancellationToken cancellationToken)
    {
        await using var factory = await FactorySession.OpenAsync(paths, cancellationToken);
        var product = await factory.Services.GetRequiredService<IGallery>().FindAsync(id, cancellationToken)
            ?? throw new VerbException(ExitCode.NotFound, $"there is no product {id} in {paths.Root}.");
        var store = factory.Services.GetRequiredService<MediaStore>();
        var sheet = ProductSheet.Of(product, store, await store.FindAsync(product.FilePath, cancellationToken) is not null);
        if (output.IsJson) output.WriteJson(sheet);
        else sheet.Write(output.Answer);
        return ExitCode.Done;
    }

    static async Task<int> FileAsync(string file, FactoryPaths paths, VerbOutput output, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(file);
        if (!File.Exists(path)) throw new VerbException(ExitCode.NotFound, $"there is no file {file}, and it is not a product's id.");
        await using var factory = FactorySession.Build(paths);
        await using var content = File.OpenRead(path);
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
        var folder = Directory.CreateTempSubdirectory("artfactory-inspect-");
        try
        {
            var media = await factory.Services.GetRequiredService<IImagingClient>().DeriveAsync(path, folder.FullName, cancellationToken: cancellationToken);
            var product = await ProductOfAsync(factory.Services, sha256, cancellationToken);
            var sheet = new FileSheet(path, content.Length, sha256, media, product);
            if (output.IsJson) output.WriteJson(sheet.Document());
            else sheet.Write(output.Answer);
            return ExitCode.Done;
        }
        catch (ImagingException unreadable)
        {
            throw new VerbException(ExitCode.InvalidInput, unreadable.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task<Guid?> ProductOfAsync(IServiceProvider services, string sha256, CancellationToken cancellationToken)
    {
        if (!await services.GetRequiredService<IDatabaseEngine>().ExistsAsync(cancellationToken)) return null;
        await using var context = await services.GetRequiredService<IDbContextFactory<FactoryContext>>().CreateDbContextAsync(cancellationToken);
        return await context.Products.Where(product => product.FileHash == sha256).Select(product => (Guid?)product.Id).FirstOrDefaultAsync(cancellationToken);
    }
}
