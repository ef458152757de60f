module demo.example/vault

go 1.19
