# A PUT replaces the product, so send every field you want to keep.
curl -X PUT https://api.sandbox-billit.xyz/v1/products/8802 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json' \
  -H 'Content-Type: application/json' \
  --data '{
    "name": "Αισθητήρας υγρασίας",
    "description": "Ασύρματος, για εσωτερικό χώρο",
    "unitPrice": 41.9,
    "defaultVatId": 901,
    "isVatIncluded": false,
    "withStock": true,
    "stock": 40
  }'
