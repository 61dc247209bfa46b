"""Which records, in what order, for one reader: store + template → a frozen `Brief` tree without markup."""
