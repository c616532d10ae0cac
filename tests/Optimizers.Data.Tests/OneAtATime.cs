// memory that tests beside it take is charged to a test that measures it
[assembly: CollectionBehavior(DisableTestParallelization = true)]
