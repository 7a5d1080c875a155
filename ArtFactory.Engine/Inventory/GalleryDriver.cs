namespace ArtFactory.Engine.Inventory;

/// <summary>Which filter leads: its rows are walked in order, and the others are looked up for each.</summary>
enum GalleryDriver { Arrival, Project, Type, Liked, Rating, Tag, Collection, Order, Model, Text }
