namespace ArtFactory.Data;

/// <summary>A row that goes to the trash before it is purged; queries leave it out unless they ask for <see cref="FilterName"/> to be ignored.</summary>
public interface ISoftDeleted
{
    /// <summary>The name of the query filter: <c>IgnoreQueryFilters([ISoftDeleted.FilterName])</c> shows the trash too.</summary>
    const string FilterName = "NotDeleted";

    /// <summary>When it was put in the trash (UTC); null while it is in use.</summary>
    DateTime? DeletedAt { get; set; }
}
