using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Search;

sealed class TextMatchMap : IEntityTypeConfiguration<TextMatch>
{
    // No table of the model: it exists in queries only.
    public void Configure(EntityTypeBuilder<TextMatch> match) => match.HasNoKey().ToView(null);
}
