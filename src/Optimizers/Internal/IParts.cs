namespace Optimizers;

/// <summary>Work in parts, of which no two write to the same memory.</summary>
internal interface IParts
{
    void Do(int part);
}
