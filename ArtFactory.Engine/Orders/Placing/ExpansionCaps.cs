namespace ArtFactory.Engine.Orders.Placing;

/// <summary>The most items of a batch that says nothing else, and of a whole order.</summary>
sealed record ExpansionCaps(int Batch = 100, int Order = 1000);
