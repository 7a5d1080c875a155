using ArtFactory.Data;
using ArtFactory.Data.Templates;
using ArtFactory.Engine.Live;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Projects;

sealed class TemplateShelf(IDbContextFactory<FactoryContext> contexts, FactoryWriter writer, IChangeFeed feed, TimeProvider time) : ITemplateShelf
{
    public async Task<IReadOnlyList<TemplateView>> ListAsync(Guid? projectId = null, string? text = null, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);

        // What belongs to a project in the trash is away with it.
        var templates = context.Templates.Where(t => t.ProjectId == null || context.Projects.Any(p => p.Id == t.ProjectId));
        if (projectId is { } project) templates = templates.Where(t => t.IsGlobal || t.ProjectId == project);
        if (!string.IsNullOrWhiteSpace(text))
        {
            var pattern = Wording.Containing(text);
            templates = templates.Where(t => EF.Functions.Like(t.Name, pattern, "\\") || EF.Functions.Like(t.Description!, pattern, "\\"));
        }

        var views = await Views(context, templates).ToListAsync(cancellationToken);
        return [.. views.OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase).ThenBy(t => t.Id)];
    }

    public async Task<TemplateView?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Views(context, context.Templates.Where(t => t.Id == id)).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<Guid> SaveAsync(TemplateView template, CancellationToken cancellationToken = default)
    {
        var name = Wording.Name(template.Name);
        var id = await writer.WriteAsync(async context =>
        {
            if (!await context.Models.AnyAsync(m => m.ProviderId == template.Provider && m.ModelId == template.Model, cancellationToken))
                throw new InvalidInputException("model", $"There is no model '{template.Provider}/{template.Model}'; choose one from the list.");
            if (template.ProjectId is { } project && !await context.Projects.AnyAsync(p => p.Id == project, cancellationToken))
                throw new InvalidInputException("project_id", "There is no such project; it may have been deleted. Choose another.");
            var row = template.Id == Guid.Empty ? null : await context.Templates.AsTracking().FirstOrDefaultAsync(t => t.Id == template.Id, cancellationToken);
            if (row is null)
            {
                if (template.Id != Guid.Empty) throw new InvalidInputException("id", "The template is gone; save it as a new one.");
                row = new Template
                {
                    Id = FactoryId.New(time.GetUtcNow()), Name = name, Provider = template.Provider, Model = template.Model, ParameterSet = template.ParameterSet,
                };
                context.Templates.Add(row);
            }

            row.Name = name;
            row.Description = Wording.Optional(template.Description);
            row.Provider = template.Provider;
            row.Model = template.Model;
            row.ParameterSet = template.ParameterSet;
            row.ProjectId = template.ProjectId;

            // One that belongs nowhere would be offered nowhere.
            row.IsGlobal = template.IsGlobal || template.ProjectId is null;
            await context.SaveChangesAsync(cancellationToken);
            return row.Id;
        }, cancellationToken);
        feed.Publish(new Change(ChangeKind.Template, id));
        return id;
    }

    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await writer.WriteAsync(context => context.Templates.Where(t => t.Id == id).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        feed.Publish(new Change(ChangeKind.Template, id));
    }

    static IQueryable<TemplateView> Views(FactoryContext context, IQueryable<Template> templates) => templates.AsNoTracking().Select(t => new TemplateView(
        t.Id, t.Name, t.Description, t.Provider, t.Model, t.ParameterSet, t.ProjectId,
        context.Projects.Where(p => p.Id == t.ProjectId).Select(p => p.Name).FirstOrDefault(), t.IsGlobal, t.UsageCount, t.UpdatedAt));
}
