// collections of garbage by tests beside it are charged to a test that counts allocated bytes
[assembly: CollectionBehavior(DisableTestParallelization = true)]
