# Cancels the invoice. A second delete can remove it permanently.
curl -X DELETE https://api.sandbox-billit.xyz/v1/invoices/5a6b7c8d-9e0f-4123-8456-789abcdef012 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
