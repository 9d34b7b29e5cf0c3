// Command etcd is the etcd server, built from its own module so that its dependencies and those of
// Kubernetes are each resolved as their authors tested them.
package main

import (
	"os"

	"go.etcd.io/etcd/server/v3/etcdmain"
)

func main() {
	etcdmain.Main(os.Args)
}
