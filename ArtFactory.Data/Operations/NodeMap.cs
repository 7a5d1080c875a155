using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Operations;

sealed class NodeMap : IEntityTypeConfiguration<Node>
{
    public void Configure(EntityTypeBuilder<Node> node)
    {
        node.ToTable("nodes");
        node.HasKey(n => n.Owner);
        node.Property(n => n.Owner).HasMaxLength(100);
        node.Property(n => n.Name).HasMaxLength(100);
        node.Property(n => n.Role).HasMaxLength(20);
        node.Property(n => n.Version).HasMaxLength(50);
    }
}
