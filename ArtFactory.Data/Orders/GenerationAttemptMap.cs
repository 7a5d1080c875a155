using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ArtFactory.Data.Orders;

sealed class GenerationAttemptMap : IEntityTypeConfiguration<GenerationAttempt>
{
    public void Configure(EntityTypeBuilder<GenerationAttempt> attempt)
    {
        attempt.ToTable("generation_attempts");
        attempt.Property(a => a.Provider).HasMaxLength(100);
        attempt.Property(a => a.Model).HasMaxLength(200).HasDefaultValue("");
        attempt.Property(a => a.IsCostReported).HasDefaultValue(false);
        attempt.Property(a => a.AskedCount).HasDefaultValue(0);
        attempt.Property(a => a.State).HasMaxLength(50);
        attempt.Property(a => a.PayloadHash).HasMaxLength(64);
        attempt.Property(a => a.ProviderRequestId).HasMaxLength(GenerationAttempt.LongestRequestId);
        attempt.Property(a => a.ConnectionFingerprint).HasMaxLength(GenerationAttempt.LongestFingerprint);
        attempt.Property(a => a.ErrorCode).HasMaxLength(50);
        attempt.HasOne(a => a.OrderItem).WithMany().HasForeignKey(a => a.OrderItemId).OnDelete(DeleteBehavior.SetNull);
        attempt.HasIndex(a => new { a.OrderItemId, a.AttemptNumber }).IsUnique().HasDatabaseName("idx_generation_attempts_item_number");
        attempt.HasIndex(a => new { a.Provider, a.ProviderRequestId }).IsUnique().HasFilter("provider_request_id IS NOT NULL")
            .HasDatabaseName("idx_generation_attempts_provider_request");
        attempt.HasIndex(a => a.OrderId).HasDatabaseName("idx_generation_attempts_order");

        // Only the few that are open are looked for by their state.
        attempt.HasIndex(a => new { a.State, a.Provider }).HasFilter("ended_at IS NULL").HasDatabaseName("idx_generation_attempts_state");
        attempt.HasIndex(a => new { a.Provider, a.ReservedAt }).HasDatabaseName("idx_generation_attempts_provider_reserved_at");
    }
}
