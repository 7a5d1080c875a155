namespace ArtFactory.Data.Products;

/// <summary>What a product is; stored in lower case.</summary>
public enum ProductType { Image, Video, Audio }
